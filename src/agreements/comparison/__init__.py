"""How two records differ: a lossless edit script for machines, judged changes for people."""

from agreements.comparison._changes import Change, Effect, Leaf
from agreements.comparison._claims import ClaimBeside
from agreements.comparison._diff import Diff, apply, diff
from agreements.comparison._script import Script

__all__ = ["Change", "ClaimBeside", "Diff", "Effect", "Leaf", "Script", "apply", "diff"]
