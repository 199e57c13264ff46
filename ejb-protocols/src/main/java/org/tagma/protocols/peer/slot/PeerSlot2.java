package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 2. */
@ApplicationScoped
@Slot(2)
public class PeerSlot2 extends PeerSlot {}
