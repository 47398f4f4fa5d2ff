"""Plan the pages of the site from a collection: what each page says, not how it looks."""

from .pageplan import PagePlan, SitePlan
from .parts import missing_parts
from .plan import plan_site

__all__ = ["PagePlan", "SitePlan", "missing_parts", "plan_site"]
