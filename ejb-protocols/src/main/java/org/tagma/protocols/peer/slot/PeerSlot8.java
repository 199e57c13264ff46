package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 8. */
@ApplicationScoped
@Slot(8)
public class PeerSlot8 extends PeerSlot {}
