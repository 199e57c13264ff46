package org.tagma.protocols.peer.slot;

import jakarta.enterprise.context.ApplicationScoped;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.Slot;

/** The circuits of peer slot 4. */
@ApplicationScoped
@Slot(4)
public class PeerSlot4 extends PeerSlot {}
