"""The app: a sector seen and touched in a browser, for people without Python.

`choices` is what a person has chosen; `live` a run that is stepped through; `placement` where everyone stands;
`picture` and `charts` what is drawn; `facts` what is said of one person, organisation or partnership; `others` the
same runs in other sectors, in the background; `tab` all that one browser tab owns; `page` what is on the screen;
`server` starts it. Only the last two know NiceGUI.
"""
