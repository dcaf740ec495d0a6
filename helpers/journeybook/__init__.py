"""Journeybook: a training workbook for customer journey maps."""
