package io.github.mcpoauth.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.SealPurpose;

/**
 * An approved request while the person is at the identity provider. Sealed, it is the
 * {@code state} there.
 *
 * @param request the request
 * @param codeVerifier this server's own verifier towards the provider
 * @param browser the browser in which the request was approved
 */
record UpstreamLogin(AuthorizationRequest request, String codeVerifier, BrowserBinding.Ticket browser) {

	String seal(SealedFields fields) {
		List<String> values = new ArrayList<>(this.request.toFields());
		values.addAll(List.of(this.codeVerifier, this.browser.id(), this.browser.fingerprint()));
		return fields.seal(SealPurpose.STATE, BrowserBinding.LIFETIME, values);
	}

	static Optional<UpstreamLogin> open(SealedFields fields, @Nullable String state) {
		int more = AuthorizationRequest.FIELDS;
		return fields.open(SealPurpose.STATE, state, more + 3)
			.map((values) -> new UpstreamLogin(AuthorizationRequest.fromFields(values), values.get(more),
					new BrowserBinding.Ticket(values.get(more + 1), values.get(more + 2))));
	}

	@Override
	public String toString() {
		return "UpstreamLogin[request=" + this.request + "]";
	}

}
