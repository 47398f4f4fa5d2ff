"""The report as one HTML page: readable on a screen, on paper, and without a network."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from . import messages
from .findings import Level
from .words import number, size

_STYLE = """
:root { --paper: #fbf8f2; --ink: #211c18; --muted: #6a6058; --line: #e6ddcf;
  --green: #1d6b57; --amber: #8a5a00; --red: #9b2d22; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.6 "Be Vietnam Pro", "Segoe UI", Arial, sans-serif; }
h1, h2, h3 { font-family: "Source Serif 4", Georgia, "Times New Roman", serif; line-height: 1.3;
  font-weight: 600; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: 0.2rem 0 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 0; }
.over { color: var(--muted); margin: 0; }
.verdict { margin: 1.5rem 0; padding: 1rem 1.25rem; border-left: 6px solid; background: #fff; }
.verdict p { margin: 0; }
.verdict .words { font: 600 1.6rem/1.3 "Source Serif 4", Georgia, serif; }
.green { --level: var(--green); } .amber { --level: var(--amber); } .red { --level: var(--red); }
.verdict, .check { border-color: var(--level); }
.words, .mark { color: var(--level); }
.mark { font-weight: 600; white-space: nowrap; }
.mark::before { content: "●"; margin-right: 0.35em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1.25rem; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.check { margin: 0 0 0.75rem; padding: 0.75rem 1rem; background: #fff; border-left: 4px solid;
  border-color: var(--level); break-inside: avoid; }
.check header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; }
.check .part { color: var(--muted); font-size: 0.875rem; margin-left: auto; }
.check ul { margin: 0.4rem 0 0; padding-left: 1.2rem; }
.check li { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: #fff; font-size: 0.875rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem;
  border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 500; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td:first-child, td.number { white-space: nowrap; }
td.file { overflow-wrap: anywhere; min-width: 12rem; } td small { color: var(--muted); }
tr { break-inside: avoid; } thead { display: table-header-group; }
@media print {
  @page { size: A4; margin: 16mm; }
  body { max-width: none; padding: 0; background: #fff; font-size: 9.5pt; }
  .mark, .words { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h2 { break-after: avoid; } .scroll { overflow: visible; }
}
"""
_TEMPLATE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kiểm tra bản in – {{ report.title }}</title>
<style>{{ style }}</style>
</head>
<body>
<header>
<p class="over">Kiểm tra bản in · {{ report.stage }}</p>
<h1>{{ report.title }}</h1>
</header>
<section class="verdict {{ report.level }}">
<p class="words">{{ report.verdict }}</p>
<p>{{ counts }}</p>
</section>
<section>
<h2>Tệp đã kiểm tra</h2>
<dl>
{% for file in report.files %}
<dt>{{ parts[file.part] }}</dt>
<dd>{{ file.name }} – {{ file.pages }} trang
{% if file.sha256 %}<br><small>SHA-256 {{ file.sha256 }}</small>{% endif %}</dd>
{% endfor %}
{% for name, value in expected %}
<dt>{{ name }}</dt><dd>{{ value }}</dd>
{% endfor %}
</dl>
</section>
{% for heading, checks in wrong %}
<section>
<h2>{{ heading }}</h2>
{% for check in checks %}
<article class="check {{ check.level }}">
<header><h3>{{ check.title }}</h3><span class="mark">{{ levels[check.level] }}</span>
<span class="part">{{ parts[check.part] }}</span></header>
<ul>{% for line in check.lines %}<li>{{ line }}</li>{% endfor %}</ul>
</article>
{% endfor %}
</section>
{% endfor %}
{% if report.photos %}
<section>
<h2>Ảnh trong sách ({{ report.photos|length }})</h2>
<div class="scroll"><table>
<thead><tr><th>Ở tệp</th><th class="number">Trang</th><th class="number">Khổ in (mm)</th>
<th class="number">dpi</th><th class="number">dpi của tệp gốc</th><th>Độ nét</th>
<th>Tệp gốc</th></tr></thead>
<tbody>
{% for photo in report.photos %}
<tr><td>{{ parts[photo.part] }}</td><td class="number">{{ photo.page }}</td>
<td class="number">{{ photo.width_mm|comma }} × {{ photo.height_mm|comma }}</td>
<td class="number">{{ photo.dpi }}</td>
<td class="number">{{ photo.original_dpi if photo.original else "–" }}</td>
<td><span class="mark {{ photo.level }}">{{ levels[photo.level] }}</span></td>
<td class="file">{{ photo.original or unknown }}
{% if photo.page_title %}<br><small>{{ photo.page_title }}</small>{% endif %}</td></tr>
{% endfor %}
</tbody>
</table></div>
</section>
{% endif %}
{% if good %}
<section>
<h2>Đã đạt ({{ good|length }})</h2>
<div class="scroll"><table>
<tbody>
{% for check in good %}
<tr class="green"><td>{{ parts[check.part] }}</td><td>{{ check.title }}</td>
<td><span class="mark">{{ levels[check.level] }}</span></td>
<td class="file">{{ check.lines|join(" ") }}</td></tr>
{% endfor %}
</tbody>
</table></div>
</section>
{% endif %}
</body>
</html>
"""
_WRONG = {Level.RED: "Phải sửa trước khi in", Level.AMBER: "Nên xem lại"}


def render(report: dict[str, Any]) -> str:
    """Return the page for a report's plain data (see `Report.to_json`)."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["comma"] = number
    checks = {
        level: [check for check in report["checks"] if check["level"] == level.key]
        for level in Level
    }
    return environment.from_string(_TEMPLATE).render(
        report=report,
        style=Markup(_STYLE),  # noqa: S704 # our own text; escaped, CSS is no CSS
        wrong=[(heading, checks[level]) for level, heading in _WRONG.items() if checks[level]],
        good=checks[Level.GREEN],
        counts=_counts({level: len(found) for level, found in checks.items()}),
        expected=_expected(report["expected"]),
        levels={level.key: word for level, word in messages.LEVELS.items()},
        parts={part.value: name for part, name in messages.PARTS.items()},
        unknown=messages.UNKNOWN_ORIGINAL,
    )


def _counts(found: dict[Level, int]) -> str:
    return (
        f"{found[Level.RED]} mục phải sửa, {found[Level.AMBER]} mục nên xem lại, "
        f"{found[Level.GREEN]} mục đạt."
    )


def _expected(wanted: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what the files were compared with, as names and values."""
    trim = size(wanted["trim_width"], wanted["trim_height"])
    rows = [
        ("Khổ thành phẩm", f"{trim} mm, tràn lề {number(wanted['bleed'])} mm"),
        ("Chuẩn in", f"{wanted['variant'].upper()}, {wanted['output_condition']}"),
        ("Giới hạn", f"tổng mực {wanted['ink_limit']} %, ảnh {wanted['dpi']} dpi"),
    ]
    if wanted["paper"]:
        rows.append(("Giấy ruột", wanted["paper"]))
    if wanted["spine"]:
        rows.append(("Gáy", f"{number(wanted['spine'])} mm"))
    return rows
