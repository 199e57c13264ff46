package org.tagma.threshold.round;

import org.tagma.threshold.wire.Envelope;

/** An envelope whose signature and form hold, with its body read. */
public record Received(Envelope envelope, Message message) {}
