"""The main job: from files to tables, pictures and one page on who cooperates with whom.

`study` does it all; `StudyOptions` says how. Nothing here computes a measure: the core does.
"""

from .options import StudyOptions
from .run import Study, study

__all__ = ["Study", "StudyOptions", "study"]
