package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 14. */
@ApplicationScoped
@Slot(14)
public class PeerSlot14 extends PeerSlot {}
