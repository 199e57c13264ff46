package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 9. */
@ApplicationScoped
@Slot(9)
public class PeerSlot9 extends PeerSlot {}
