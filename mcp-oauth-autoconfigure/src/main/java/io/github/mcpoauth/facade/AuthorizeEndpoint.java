package io.github.mcpoauth.facade;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.consent.ConsentPrompt;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;

/**
 * The authorization endpoint: checks the request and asks for consent. Nothing goes to
 * the identity provider before a person has approved this client, whatever the person
 * approved before.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/docs/tutorials/security/security_best_practices">MCP
 * security best practices, "Confused Deputy"</a>
 */
final class AuthorizeEndpoint implements HttpRequestHandler {

	private static final MessagePage REFUSED = new MessagePage("This link does not work",
			"The application that sent you here is not known to this server, or its request is not valid. "
					+ "Nothing has been shared with it.",
			"Remove this server's saved login in the application and connect again, so that it registers anew. "
					+ "If that does not help, tell the application's developers.");

	private final FacadeComponents facade;

	private final AuthorizationRequestReader reader;

	private final BrowserBinding consentBinding;

	AuthorizeEndpoint(FacadeComponents facade, BrowserBinding consentBinding) {
		this.facade = facade;
		this.reader = new AuthorizationRequestReader(facade.clients(), facade.resource().identifier(), facade.scopes());
		this.consentBinding = consentBinding;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			askForConsent(this.reader.read(request), response);
		}
		catch (RefusedRequestException ex) {
			refuse(ex, request, response);
		}
	}

	private void askForConsent(AuthorizationRequest request, HttpServletResponse response) throws IOException {
		ConsentTransaction transaction = new ConsentTransaction(request, this.consentBinding.bind(response),
				Fingerprint.random(32));
		ConsentPrompt.Transaction form = new ConsentPrompt.Transaction(this.facade.urls().endpoint(FacadePaths.CONSENT),
				request.clientId(), transaction.seal(this.facade.sealedFields()), ConsentEndpoint.CSRF_TOKEN,
				transaction.csrfToken());
		String clientName = this.facade.clients()
			.resolve(request.clientId())
			.map(ClientMetadata::clientName)
			.orElse(null);
		this.facade.consentPage()
			.write(new ConsentPrompt(clientName, null, this.facade.resource().name(),
					this.facade.resource().identifier().toString(), RedirectUri.parse(request.redirectUri()),
					inWords(request), form), response);
	}

	private List<ConsentPrompt.RequestedScope> inWords(AuthorizationRequest request) {
		ScopeCatalog scopes = this.facade.scopes();
		return request.scopes()
			.asSet()
			.stream()
			.map((scope) -> ConsentPrompt.RequestedScope.of(scope, scopes.describe(scope)))
			.toList();
	}

	private void refuse(RefusedRequestException refused, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String redirectUri = refused.redirectUri();
		if (redirectUri == null) {
			ProtocolError.write(request, response, HttpStatus.BAD_REQUEST, refused.error(), REFUSED);
			return;
		}
		new AuthorizationResponse(redirectUri, this.facade.urls().issuer(), refused.state())
			.with("error", refused.error().code())
			.with("error_description", refused.error().description())
			.send(request, response);
	}

}
