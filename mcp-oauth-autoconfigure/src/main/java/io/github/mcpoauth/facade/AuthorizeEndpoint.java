package io.github.mcpoauth.facade;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.consent.ConsentPrompt;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.ClientIdUrl;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.RefusedClient;

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

	private final FacadeComponents facade;

	private final AuthorizationRequestReader reader;

	private final BrowserBinding consentBinding;

	AuthorizeEndpoint(FacadeComponents facade, BrowserBinding consentBinding) {
		this.facade = facade;
		this.reader = new AuthorizationRequestReader(facade.clients(), facade.resources());
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

	private void askForConsent(AuthorizationRequestReader.KnownRequest known, HttpServletResponse response)
			throws IOException {
		AuthorizationRequest request = known.request();
		ConsentTransaction transaction = new ConsentTransaction(request, this.consentBinding.bind(response),
				Fingerprint.random(32));
		ConsentPrompt.Transaction form = new ConsentPrompt.Transaction(this.facade.urls().endpoint(FacadePaths.CONSENT),
				request.clientId(), transaction.seal(this.facade.sealedFields()), ConsentEndpoint.CSRF_TOKEN,
				transaction.csrfToken());
		this.facade.consentPage()
			.write(new ConsentPrompt(known.client().clientName(), ClientIdUrl.hostOf(request.clientId()).orElse(null),
					null, known.resource().name(), known.resource().identifier().toString(),
					RedirectUri.parse(request.redirectUri()), inWords(request, known.resource().scopes()), form,
					ConsentPrompt.Memory.NONE), response);
	}

	private static List<ConsentPrompt.RequestedScope> inWords(AuthorizationRequest request, ScopeCatalog scopes) {
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
			RefusedClient.write(request, response, refused.error());
			return;
		}
		new AuthorizationResponse(redirectUri, this.facade.urls().issuer(), refused.state()).with(refused.error())
			.send(request, response);
	}

}
