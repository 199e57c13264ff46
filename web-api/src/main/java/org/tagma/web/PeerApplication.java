package org.tagma.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.tagma.web.arrival.BodyLimit;
import org.tagma.web.http.JsonAnswers;
import org.tagma.web.peer.PeerResource;
import org.tagma.web.peer.SenderCheck;
import org.tagma.web.problem.FailureMapper;

/**
 * What a keeper offers to its peers; {@link org.tagma.web.arrival.Arrival} lets it be reached on
 * the peer listener only.
 */
@ApplicationPath("peer/v1")
public class PeerApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        PeerResource.class,
        BodyLimit.class,
        SenderCheck.class,
        FailureMapper.class,
        JsonAnswers.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return ClientApplication.PROPERTIES;
  }
}
