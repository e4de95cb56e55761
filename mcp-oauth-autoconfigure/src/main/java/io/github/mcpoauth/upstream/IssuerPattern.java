package io.github.mcpoauth.upstream;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Accepts issuer identifiers, compared character by character. The only thing that may
 * vary is a tenant, where the pattern has a placeholder for one. Immutable.
 */
final class IssuerPattern implements Predicate<String> {

	static final String TENANT = "{tenantid}";

	private static final String GUID = "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})";

	private final List<Pattern> patterns;

	IssuerPattern(Collection<String> issuers) {
		this.patterns = issuers.stream().map(IssuerPattern::compile).toList();
	}

	private static Pattern compile(String issuer) {
		int placeholder = issuer.indexOf(TENANT);
		return (placeholder < 0) ? Pattern.compile(Pattern.quote(issuer))
				: Pattern.compile(Pattern.quote(issuer.substring(0, placeholder)) + GUID
						+ Pattern.quote(issuer.substring(placeholder + TENANT.length())));
	}

	@Override
	public boolean test(String issuer) {
		return this.patterns.stream().anyMatch((pattern) -> pattern.matcher(issuer).matches());
	}

	/**
	 * The tenant that an issuer is of, or {@code null} if the issuer is not one of those
	 * that may be any tenant's.
	 */
	@Nullable String tenantOf(String issuer) {
		for (Pattern pattern : this.patterns) {
			Matcher matcher = pattern.matcher(issuer);
			if (matcher.matches() && matcher.groupCount() > 0) {
				return matcher.group(1);
			}
		}
		return null;
	}

}
