package org.tagma.web.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to each operation of {@code META-INF/openapi.yaml} the problems that follow from its form:
 * they come from the filters and the server, before any resource. What a resource itself answers
 * stands in the document. Server addresses that the container guessed, the peers' port among them,
 * give way to the relative one.
 */
public final class CommonProblems implements OASFilter {
  private static final String SERVER = "/v1/keeper";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.setServers(List.of(OASFactory.createServer().url(SERVER).description("this keeper")));
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(CommonProblems::complete));
  }

  private static void complete(Operation operation) {
    APIResponses responses = operation.getResponses();
    add(responses, "400", "BadRequest");
    add(responses, "500", "InternalError");
    if (needsCredential(operation)) {
      add(responses, "401", "Unauthenticated");
      add(responses, "429", "TooMany");
    }
    if (responses.getAPIResponse("200") != null) {
      add(responses, "406", "NotAcceptable");
    }
    if (operation.getRequestBody() != null) {
      add(responses, "413", "TooLarge");
      add(responses, "415", "UnsupportedMediaType");
    }
  }

  /** An empty requirement means that anybody may call it; none at all, that the document's hold. */
  private static boolean needsCredential(Operation operation) {
    return operation.getSecurity() == null
        || operation.getSecurity().isEmpty()
        || operation.getSecurity().stream()
            .noneMatch(requirement -> requirement.getSchemes().isEmpty());
  }

  private static void add(APIResponses responses, String status, String component) {
    responses.addAPIResponse(
        status, OASFactory.createAPIResponse().ref("#/components/responses/" + component));
  }
}
