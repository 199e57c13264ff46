package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 7. */
@ApplicationScoped
@Slot(7)
public class PeerSlot7 extends PeerSlot {}
