package io.github.mcpoauth.facade;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;
import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.Redirect;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Takes the decision of the consent page. Approved, it binds the login to this browser
 * and sends it to the identity provider; only now, for a link to the provider that
 * somebody else approved must not work here.
 */
final class ConsentEndpoint implements HttpRequestHandler {

	static final String CSRF_TOKEN = "_csrf";

	private static final MessagePage EXPIRED = new MessagePage("This page has expired",
			"It was answered already, is older than ten minutes, or was opened in another browser.",
			"Go back to the application and connect again.");

	private final FacadeComponents facade;

	private final RedirectRecheck recheck;

	private final BrowserBinding consentBinding;

	private final BrowserBinding loginBinding;

	ConsentEndpoint(FacadeComponents facade, BrowserBinding consentBinding, BrowserBinding loginBinding) {
		this.facade = facade;
		this.recheck = new RedirectRecheck(facade.clients());
		this.consentBinding = consentBinding;
		this.loginBinding = loginBinding;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional<ConsentTransaction> transaction = ConsentTransaction
			.open(this.facade.sealedFields(), request.getParameter("state"))
			.filter((opened) -> isFromTheForm(opened, request, response));
		if (transaction.isEmpty()) {
			ProtocolError.write(request, response, HttpStatus.FORBIDDEN,
					new OAuthError("access_denied", "The decision is not from the page that was shown", Check.BROWSER),
					EXPIRED);
			return;
		}
		AuthorizationRequest asked = transaction.get().request();
		try {
			decide(asked, this.recheck.client(asked), request, response);
		}
		catch (RefusedRequestException ex) {
			RefusedClient.write(request, response, ex.error());
		}
	}

	private void decide(AuthorizationRequest asked, ClientMetadata client, HttpServletRequest request,
			HttpServletResponse response) {
		ProtectedResource resource = this.facade.resources().at(asked.resource());
		if (!"approve".equals(request.getParameter("decision"))) {
			this.facade.events().publish(FacadeEvents.denied(asked, client, resource));
			answer(asked, request, response,
					new OAuthError("access_denied", "The user did not approve", Check.CONSENT));
			return;
		}
		AuthorizationRequest approved = asked.narrowedTo(request.getParameterValues("scope"));
		if (resource == null) {
			answer(approved, request, response, this.facade.resources().unknown());
		}
		else if (sendToProvider(approved, resource, request, response)) {
			this.facade.events().publish(FacadeEvents.approved(approved, client, resource));
		}
	}

	private boolean isFromTheForm(ConsentTransaction transaction, HttpServletRequest request,
			HttpServletResponse response) {
		boolean sameBrowser = this.consentBinding.release(transaction.browser(), request, response);
		return sameBrowser && hasToken(transaction, request.getParameter(CSRF_TOKEN));
	}

	private static boolean hasToken(ConsentTransaction transaction, @Nullable String token) {
		return token != null && Fingerprint.matches(Fingerprint.of(transaction.csrfToken()), token);
	}

	private boolean sendToProvider(AuthorizationRequest approved, ProtectedResource resource,
			HttpServletRequest request, HttpServletResponse response) {
		String verifier = Fingerprint.random(32);
		UpstreamLogin login = new UpstreamLogin(approved, verifier, this.loginBinding.bind(response));
		try {
			URI provider = this.facade.upstream()
				.authorizationRequest(this.facade.callback(), login.seal(this.facade.sealedFields()),
						Fingerprint.of(verifier), approved.scopes().asSet(), resource.identifier().toString());
			Redirect.send(request, response, provider.toString());
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			response.setHeader("Referrer-Policy", "no-referrer");
			return true;
		}
		catch (UpstreamUnavailableException ex) {
			answer(approved, request, response, ProviderOutage.report(ex));
			return false;
		}
	}

	private void answer(AuthorizationRequest approved, HttpServletRequest request, HttpServletResponse response,
			OAuthError error) {
		new AuthorizationResponse(approved.redirectUri(), this.facade.urls().issuer(), approved.state()).with(error)
			.send(request, response);
	}

}
