package io.github.mcpoauth.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.SealPurpose;

/**
 * An authorization request that a person is asked about.
 *
 * @param request the request
 * @param browser the browser that the page was shown in
 * @param csrfToken the token in the form
 */
record ConsentTransaction(AuthorizationRequest request, BrowserBinding.Ticket browser, String csrfToken) {

	String seal(SealedFields fields) {
		List<String> values = new ArrayList<>(this.request.toFields());
		values.addAll(List.of(this.browser.id(), this.browser.fingerprint(), this.csrfToken));
		return fields.seal(SealPurpose.CONSENT, BrowserBinding.LIFETIME, values);
	}

	static Optional<ConsentTransaction> open(SealedFields fields, @Nullable String sealed) {
		int more = AuthorizationRequest.FIELDS;
		return fields.open(SealPurpose.CONSENT, sealed, more + 3)
			.map((values) -> new ConsentTransaction(AuthorizationRequest.fromFields(values),
					new BrowserBinding.Ticket(values.get(more), values.get(more + 1)), values.get(more + 2)));
	}

}
