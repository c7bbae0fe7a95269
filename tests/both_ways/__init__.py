"""The short way and the whole one: what is built and planned of a change alone, and of everything."""
