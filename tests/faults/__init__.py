"""What one member, one stranger, a crash or a full disk may do to the others: `python -m tests.faults`.

    python -m tests.faults              every scenario, as briefly as the tests run it
    python -m tests.faults --long       at full length, about an hour; prints the table of docs/reliability.md
    python -m tests.faults --long kills hammers.search
                                        some of them, or some parts of one

A scenario starts the product in a process of its own, opens pages as browsers do, does its harm, and tells figures,
some of which have to hold. `test_*.py` beside this file run the same scenarios at their short length.
"""
