"""What a page may do: nothing inline, nothing of another host, no script but the site's own.

That everything works under the policy is proved by all other browser tests: a window that meets a
violation fails its test.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from danvan.pages.security import POLICY
from support.browsing import PHONE

TRY = """async () => {
  const refused = [];
  const note = (event) => refused.push(event.effectiveDirective);
  document.addEventListener("securitypolicyviolation", note);
  const add = (name, more) => {
    document.body.append(Object.assign(document.createElement(name), more));
  };
  add("script", { textContent: "window.ran = true" });
  add("img", { src: "http://vd.invalid/a.png" });
  add("iframe", { src: "/" });
  const planted = "<p onclick='window.ran = true' style='color: red'>a</p>";
  document.body.insertAdjacentHTML("beforeend", planted);
  document.body.lastElementChild.click();
  await fetch("http://vd.invalid/").catch(() => {});
  await new Promise((done) => setTimeout(done, 300));
  return [...new Set(refused)].sort();
}"""


def window(browser, where):
    """Return a page in a window of its own, whose console may complain."""
    page = browser.new_page(viewport=PHONE)
    page.goto(where.home)
    return page


def test_what_is_planted_in_a_page_does_not_run(browser, held_out):
    page = window(browser, held_out)
    refused = page.evaluate(TRY)
    kinds = {"script-src-elem", "script-src-attr", "img-src", "connect-src", "style-src-attr"}
    assert kinds <= set(refused)
    assert {"frame-src", "default-src", "child-src"} & set(refused)
    assert page.evaluate("window.ran") is None
    page.close()


def test_a_script_that_was_changed_is_not_run(browser, held_out):
    page = browser.new_page(viewport=PHONE)
    changed = re.compile(r"/assets/js/main\.js$")
    page.route(
        changed,
        lambda route: route.fulfill(body="window.ran = true", content_type="text/javascript"),
    )
    page.goto(held_out.home)
    assert page.evaluate("window.ran") is None
    page.close()


def test_every_page_has_the_policy(held_out):
    for address, page in held_out.site.pages.items():
        told = page.select_one("meta[http-equiv=Content-Security-Policy]")
        assert told, address
        assert told["content"] == POLICY
        assert not page.select("script:not([src]):not([type='application/json'])"), address
        assert not page.select("style, [style]"), address
        for loaded in page.select("script[src], link[rel=stylesheet]"):
            assert loaded["integrity"].startswith("sha384-"), (address, loaded)


def test_the_colours_chosen_are_there_before_anything_is_shown(visit, held_out):
    page = visit(held_out).page
    page.goto(held_out.home)
    page.locator("label[for=__palette_1]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_short_address_leads_to_its_story(visit, held_out):
    page = visit(held_out).page
    short = next(path for path in sorted((held_out.site.folder / "g").iterdir()))
    page.goto(f"{held_out.home}g/{short.name}/")
    expect(page.locator(".dv-story")).to_be_visible()
    assert not urlsplit(page.url).path.startswith("/g/")
