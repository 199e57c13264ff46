package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 1. */
@ApplicationScoped
@Slot(1)
public class PeerSlot1 extends PeerSlot {}
