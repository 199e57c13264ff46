package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 6. */
@ApplicationScoped
@Slot(6)
public class PeerSlot6 extends PeerSlot {}
