"""What the Jupyter server of a desk is told: one folder of settings, written anew at each start.

It becomes ``JUPYTER_CONFIG_DIR`` of the server, so that neither the person's own Jupyter settings change how the
workbook behaves nor the other way round. JupyterLab keeps the trainee's own choices (theme, fonts, open tabs) in the
same folder, under ``lab/``, which is left alone.

Nothing here may make a page ask for anything outside the person's own machine: news, update checks and the extension
manager are off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .atomic import write_text
from .i18n import t

SHARE = Path(__file__).parent / "share" / "jupyter"
"""Data folder for ``JUPYTER_PATH``: our JupyterLab extension and our page template for Voila."""

_LESSON_STYLE = SHARE.parent / "lesson.css"
"""How a lesson looks in both."""

THEMES = ("light", "dark")

KERNEL_IDLE_SECONDS = 15 * 60
"""A kernel that no browser tab uses is ended after this time: each Voila page that is left behind leaves one. It is
long enough for a coffee break with the lid closed; a forked kernel costs little until then."""

_LAB_LOCALES = {"zh": "zh_CN", "en": "en"}
_HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_LAB_THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

_HIDDEN_LAB_EXTENSIONS = (
    "@jupyter/nbgrader",  # the trainer's menus; trainees hand in with a button
    "@jupyter-notebook/lab-extension",  # "open in Notebook" buttons
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/cell-toolbar-extension",  # copy, move and delete buttons on every paragraph
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",  # lists packages from the internet
)

_LAB_STYLE = """\
/* Collapsed code leaves no first line behind: a lesson reads like a page. View > Expand Code shows it again. */
.jp-CodeCell .jp-InputPlaceholder,
/* Nor an invitation to add a cell: the toolbar's "+" is there for those who want one. */
.jp-Notebook-footer {
  display: none;
}
"""


def write_settings(
    folder: Path,
    *,
    root: Path,
    lang: str,
    theme: str,
    port: int = 0,
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Write all settings of a server into `folder`.

    Parameters
    ----------
    folder : Path
        The server's ``JUPYTER_CONFIG_DIR``.
    root : Path
        Folder that the server serves.
    lang : {"zh", "en"}
        Language of JupyterLab and of the Voila pages.
    theme : {"light", "dark"}
        Colours of both; in JupyterLab only until the trainee chooses others.
    port : int
        Port on 127.0.0.1; 0 takes a free one.
    extra : mapping, optional
        More server configuration, by class and trait; it wins over ours, and is merged with it at every depth.
    """
    config = server_config(root=root, lang=lang, theme=theme, port=port)
    _merge(config, extra or {})
    _write(folder / "jupyter_server_config.json", config)
    _write(folder / "labconfig" / "default_setting_overrides.json", lab_settings(lang=lang, theme=theme))
    hidden = dict.fromkeys(_HIDDEN_LAB_EXTENSIONS, True)
    _write(folder / "labconfig" / "page_config.json", {"disabledExtensions": hidden})
    style = folder / "custom" / "custom.css"
    style.parent.mkdir(parents=True, exist_ok=True)
    write_text(style, _LESSON_STYLE.read_text(encoding="utf-8") + _LAB_STYLE)


def choose_theme(folder: Path, theme: str) -> None:
    """Set JupyterLab's colours as the trainee would in its settings menu; pages that open from now on have them."""
    path = folder / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    try:
        chosen = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        chosen = None  # none yet, or with comments: JupyterLab's settings may have them
    _write(path, (chosen if isinstance(chosen, dict) else {}) | {"theme": _LAB_THEMES[theme]})


def server_config(*, root: Path, lang: str, theme: str, port: int) -> dict[str, Any]:
    """Return the configuration of the server and of Voila in it."""
    return {
        "ServerApp": {
            "root_dir": str(root),
            "ip": "127.0.0.1",
            "port": port,
            # A port that was asked for is taken or refused, never silently another.
            "port_retries": 0,
            "open_browser": False,
            # Containers and class machines often have no other account; nobody else reaches 127.0.0.1.
            "allow_root": True,
            "jpserver_extensions": {
                "jupyterlab": True,
                "voila.server_extension": True,
                "journeybook.warm.extension": True,
                "notebook": False,
                "nbgrader.server_extensions.formgrader": False,
                "nbgrader.server_extensions.validate_assignment": False,
                "nbgrader.server_extensions.assignment_list": False,
                "nbgrader.server_extensions.course_list": False,
            },
        },
        "LabApp": {"extension_manager": "readonly", "news_url": None, "custom_css": True},
        "LanguageServerManager": {"autodetect": False},
        "MappingKernelManager": {
            "cull_idle_timeout": KERNEL_IDLE_SECONDS,
            "cull_interval": 60,
            "cull_connected": False,
        },
        "VoilaConfiguration": {
            "template": "journeybook",
            "allow_template_override": "NO",
            "theme": theme,
            # Ours runs notebooks in JupyterLab, which Voila does by itself.
            "extension_denylist": ["journeybook-lab"],
            "resources": {
                "journeybook": {
                    "language": _HTML_LANGUAGES[lang],
                    "loading": t("server.voila_loading", lang=lang),
                    "noscript": t("server.voila_noscript", lang=lang),
                    "style": _LESSON_STYLE.read_text(encoding="utf-8"),
                },
            },
        },
        "VoilaExecutor": {"cell_error_instruction": t("server.voila_cell_failed", lang=lang)},
    }


def lab_settings(*, lang: str, theme: str) -> dict[str, Any]:
    """Return JupyterLab's default settings, by plug-in; the trainee can change each in the settings menu."""
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": _LAB_LOCALES[lang]},
        "@jupyterlab/apputils-extension:themes": {"theme": _LAB_THEMES[theme]},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/notebook-extension:tracker": {
            # Cells are few, and the lazy modes cut off whatever a board draws beyond its cell.
            "windowingMode": "none",
        },
    }


def _merge(config: dict[str, Any], extra: Mapping[str, Any]) -> None:
    for name, value in extra.items():
        if isinstance(value, Mapping) and isinstance(config.get(name), dict):
            _merge(config[name], value)
        else:
            config[name] = value


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
