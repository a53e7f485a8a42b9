"""`python -m agreements` is the command line."""

from agreements.cli import main

if __name__ == "__main__":
    main()
