"""Plan the pages of the site from a collection: what each page says, not how it looks."""

from .pageplan import PagePlan, SitePlan
from .plan import plan_site

__all__ = ["PagePlan", "SitePlan", "plan_site"]
