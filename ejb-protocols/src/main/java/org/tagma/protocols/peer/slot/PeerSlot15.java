package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 15. */
@ApplicationScoped
@Slot(15)
public class PeerSlot15 extends PeerSlot {}
