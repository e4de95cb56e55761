package io.github.mcpoauth.architecture;

import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.NetworkChannel;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import com.nimbusds.jose.jwk.source.RemoteJWKSet;
import com.nimbusds.jose.util.ResourceRetriever;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import jakarta.servlet.ServletRequest;

import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.security.web.util.RedirectUrlBuilder;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.servlet.mvc.method.annotation.MvcUriComponentsBuilder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.ForwardedHeaderUtils;

/**
 * Where connections go, and where URLs come from.
 */
final class ConnectionRules {

	private static final Set<String> CLIENT_PACKAGES = Set.of("java.net.http", "javax.net", "javax.net.ssl",
			"org.springframework.http.client", "org.springframework.web.client",
			"org.springframework.web.reactive.function.client", "org.springframework.web.service.invoker");

	/**
	 * The last ones fetch on their own, with a client that knows no limits.
	 */
	private static final Set<Class<?>> CLIENTS = Set.of(Socket.class, DatagramSocket.class, NetworkChannel.class,
			URLConnection.class, ResourceRetriever.class, RemoteJWKSet.class, JwtDecoders.class,
			SpringOpaqueTokenIntrospector.class, RestClientOpaqueTokenIntrospector.class);

	private static final Set<String> REQUEST_URL_METHODS = Set.of("getRequestURL", "getServerName", "getServerPort",
			"getScheme", "isSecure");

	private static final Set<Class<?>> REQUEST_URL_BUILDERS = Set.of(ServletUriComponentsBuilder.class,
			MvcUriComponentsBuilder.class, ServletServerHttpRequest.class, RedirectUrlBuilder.class,
			ForwardedHeaderUtils.class, ForwardedHeaderFilter.class);

	private final String root;

	/**
	 * Rules for a library.
	 * @param root its root package
	 */
	ConnectionRules(String root) {
		this.root = root;
	}

	ArchRule onlyNetUsesHttpClients() {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(this.root + ".net..")
			.should()
			.dependOnClassesThat(DescribedPredicate.describe("open connections",
					(type) -> CLIENT_PACKAGES.contains(type.getPackageName())
							|| type.getPackageName().startsWith("org.apache.hc.core5.")
							|| CLIENTS.stream().anyMatch(type::isAssignableTo)))
			.because("limits of time and size, and the check of the address that is connected to, hold for every "
					+ "request only if all of them leave from one place");
	}

	ArchRule onlyNetFetchesUrls() {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(this.root + ".net..")
			.should()
			.accessTargetWhere(target("fetches a URL", ConnectionRules::fetchesUrl))
			.because("an innocent looking call that fetches what a URL names escapes all limits of net");
	}

	private static boolean fetchesUrl(CodeUnitAccessTarget target) {
		String name = target.getName();
		JavaClass owner = target.getOwner();
		return (owner.isEquivalentTo(URL.class) && Set.of("openConnection", "openStream", "getContent").contains(name))
				|| (owner.isEquivalentTo(NimbusJwtDecoder.class)
						&& Set.of("withJwkSetUri", "withIssuerLocation").contains(name))
				|| (owner.getPackageName().startsWith("com.nimbusds.")
						&& target.getRawParameterTypes().stream().anyMatch((type) -> type.isEquivalentTo(URL.class)));
	}

	/**
	 * {@code LoopbackServer} may: to find a free port it binds one of the loopback
	 * address and lets go of it again. It accepts nothing and connects to nothing.
	 */
	ArchRule onlyTheLoopbackServerBindsPorts() {
		return ArchRuleDefinition.noClasses()
			.that()
			.doNotHaveFullyQualifiedName(this.root + ".autoconfigure.LoopbackServer")
			.should()
			.dependOnClassesThat()
			.areAssignableTo(ServerSocket.class)
			.because("requests come in through the web server of the application and no other way");
	}

	ArchRule urlsAreNotTakenFromRequests() {
		return ArchRuleDefinition.noClasses()
			.should()
			.accessTargetWhere(target("reads the URL of a request", ConnectionRules::readsRequestUrl))
			.orShould()
			.dependOnClassesThat(DescribedPredicate.describe("build URLs from requests",
					(type) -> REQUEST_URL_BUILDERS.stream().anyMatch(type::isAssignableTo)))
			.because("anybody can write a Host header: a URL that comes from a request sends codes and tokens "
					+ "wherever its sender wants");
	}

	private static boolean readsRequestUrl(CodeUnitAccessTarget target) {
		JavaClass owner = target.getOwner();
		return (owner.isAssignableTo(ServletRequest.class) && REQUEST_URL_METHODS.contains(target.getName()))
				|| (owner.isEquivalentTo(UrlUtils.class) && target.getName().equals("buildFullRequestUrl"));
	}

	/**
	 * {@code OriginFilter} may name {@code Host}: it refuses requests for it and makes
	 * nothing of it. {@code ForwardedResource} compares with what is known, where that is
	 * switched on. {@code ForgedHostCheck} sends them, to see whether another server
	 * reads them.
	 */
	ArchRule proxyHeadersAreNotRead() {
		return ArchRuleDefinition.noClasses()
			.that()
			.doNotHaveFullyQualifiedName(this.root + ".resource.OriginFilter")
			.and()
			.doNotHaveFullyQualifiedName(this.root + ".authorizationserver.forwardauth.ForwardedResource")
			.and()
			.doNotHaveFullyQualifiedName(this.root + ".observability.doctor.ForgedHostCheck")
			.should(StringConstants.contain("the name of a header about the URL of a request",
					ConnectionRules::isProxyHeader))
			.because("the Host, Forwarded and X-Forwarded-* headers say what their sender likes");
	}

	private static boolean isProxyHeader(String constant) {
		String lower = constant.toLowerCase(Locale.ROOT);
		return lower.equals("host") || lower.equals("forwarded") || lower.startsWith("x-forwarded-");
	}

	/**
	 * Calls of methods and constructors, and references to them.
	 */
	static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<CodeUnitAccessTarget> predicate) {
		return DescribedPredicate.describe("it " + description,
				(access) -> access.getTarget() instanceof CodeUnitAccessTarget target && predicate.test(target));
	}

}
