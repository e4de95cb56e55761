package io.github.mcpoauth.observability.doctor;

import java.util.List;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says at startup what the doctor thinks of the configuration, without asking anybody.
 */
public final class DoctorSummary implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(DoctorSummary.class);

	private final List<DoctorCheck> checks;

	/**
	 * Makes the summary.
	 * @param checks look at the configuration, and others that are left out
	 */
	public DoctorSummary(List<DoctorCheck> checks) {
		this.checks = checks.stream().filter((check) -> !check.asksOthers()).toList();
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		DoctorReport report = DoctorReport.of("configuration",
				this.checks.stream().flatMap((check) -> check.check().stream()).toList());
		if (report.verdict() == Verdict.OK) {
			logger.info("MCP OAuth doctor: all " + report.count(Verdict.OK) + " checks of the configuration are ok");
			return;
		}
		logger.warn("MCP OAuth doctor: " + report.findings()
			.stream()
			.filter((finding) -> finding.verdict() != Verdict.OK)
			.map((finding) -> finding.id() + " (" + finding.verdict() + "): " + finding.seen() + ". " + finding.fix())
			.collect(Collectors.joining("; ")));
	}

}
