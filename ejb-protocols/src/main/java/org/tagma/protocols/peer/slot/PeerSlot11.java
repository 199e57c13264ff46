package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 11. */
@ApplicationScoped
@Slot(11)
public class PeerSlot11 extends PeerSlot {}
