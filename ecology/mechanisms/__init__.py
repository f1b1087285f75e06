"""What happens in each phase of the month, one file a mechanism, in packages by what it is about.

`ecology/schedule.py` has the order. In each package one file holds the phase, and the others what it is made of:

- `jobs`: `labour`; people leave, are hired, arrive and hand over.
- `partners`: `matching`; opportunities, who is asked, and what is founded.
- `game`: `play`; stakes, effort and choice.
- `sight`: `observation`; what is seen, asked, and said behind backs.
- `minds`: `learning`; how trust, energy and knowledge move.
- `lives`: `lifecycle`; how partnerships advance, deepen, break and end.
- `money`: `funding`, `accounts`, `evaluation`.
- `habits`: `revision`; how people change what they do.

`environment`, `policy` and `meeting` are phases of one file each, which `adoption` and `courting` serve; `likeness`
serves several.
"""
