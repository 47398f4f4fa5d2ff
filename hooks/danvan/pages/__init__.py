"""Plan the pages of the site from a collection: what each page says, not how it looks."""

from .plan import PagePlan, SitePlan, plan_site

__all__ = ["PagePlan", "SitePlan", "plan_site"]
