"""A form in the browser for staff who will not touch YAML: Decap CMS, from the site itself."""

from .page import FOLDER, SCRIPT, editor_files
from .settings import EditorSettings, read_editor_settings

__all__ = ["FOLDER", "SCRIPT", "EditorSettings", "editor_files", "read_editor_settings"]
