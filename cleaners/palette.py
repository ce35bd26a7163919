"""The colours of every page we write, by daylight and in the dark: each has 4.5:1 against its ground."""

PALETTE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de;
  --kept: #1a7f37; --kept-bg: #eefbf1; --meta: #0550ae; --meta-bg: #eef5ff; --drop: #b42318; --drop-bg: #fff1ef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b1; --line: #30363d;
  --kept: #56d364; --kept-bg: #0f2417; --meta: #79c0ff; --meta-bg: #0d2240; --drop: #ff9a90; --drop-bg: #2d1414; } }
"""
