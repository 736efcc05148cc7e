"""How the manual is set: Markdown in, pages out that open without a network."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "detente"
language = "en"
extensions = ["myst_parser", "from_code", "mathml"]
exclude_patterns = ["_build", "_ext", "_static"]

smartquotes = False  # what stands in a file is written with straight ones

html_theme = "furo"
html_title = "detente"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_copyright = False

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

add_module_names = False
suppress_warnings = ["ref.python"]  # two rooms may each have an Outcome; the nearer one is linked
python_maximum_signature_line_length = 80
