"""Strides and hill sprints, layered on easy runs.

Rule    speed-layer
Keeps   nothing here: a week owes as many as its days take, so no plan is lost or won by them. They are minutes of
        easy runs that stand already, and the decoder (`decode/speed_layer.py`) always finds their days
Breaks  strides on the eve of a double: the cases try the decoder
"""
