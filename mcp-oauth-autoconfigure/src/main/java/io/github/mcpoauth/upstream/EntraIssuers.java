package io.github.mcpoauth.upstream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The issuers of Microsoft Entra ID. One configured issuer has several spellings: that of
 * its discovery document, and those of its tokens of version 1 and 2.
 */
final class EntraIssuers {

	private static final Pattern ISSUER = Pattern.compile("(https?://[^/]+/)([^/]+)(/v2\\.0/?|/)");

	private static final String CONSUMERS_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

	private EntraIssuers() {
	}

	/**
	 * The issuer as the discovery document spells it. That of {@code common} and
	 * {@code organizations} holds for all tenants and has a placeholder.
	 */
	static String ofDocument(String issuer) {
		Matcher matcher = ISSUER.matcher(issuer);
		return matcher.matches() ? matcher.group(1) + tenant(matcher.group(2)) + matcher.group(3) : issuer;
	}

	/**
	 * The issuers in tokens of this issuer's tenants.
	 */
	static Set<String> ofTokens(String issuer) {
		Matcher matcher = ISSUER.matcher(issuer);
		if (!matcher.matches()) {
			return Set.of();
		}
		String host = matcher.group(1).contains(".cn/") ? "https://sts.chinacloudapi.cn/" : "https://sts.windows.net/";
		return new LinkedHashSet<>(List.of(ofDocument(issuer), host + tenant(matcher.group(2)) + "/"));
	}

	private static String tenant(String name) {
		return switch (name) {
			case "common", "organizations" -> IssuerPattern.TENANT;
			case "consumers" -> CONSUMERS_TENANT;
			default -> name;
		};
	}

}
