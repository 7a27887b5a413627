"""`python -m transcript`: the same as the command `transcript`."""

from transcript.cli import main

if __name__ == "__main__":
    main()
