"""The science of the portal: pure arithmetic on arrays and frames, without any framework.

Formula numbers (F9, F10 ...) are those of the domain reference. Unknown is NaN and is never read as zero.
A bad row raises `emissions.errors.EmissionsError`, which names it.
"""
