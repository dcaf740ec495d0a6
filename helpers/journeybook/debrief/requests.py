"""What all requests of the trainer's page have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

Id = Annotated[StrictStr, Field(min_length=1, max_length=128)]
"""Of a team or a card."""

Number = Annotated[StrictInt, Field(ge=-(2**31), lt=2**31)]
"""As a database keeps it."""


class Request(BaseModel):
    """A request's fields: all that it names, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)
