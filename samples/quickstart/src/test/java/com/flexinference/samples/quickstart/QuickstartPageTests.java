package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page in Chromium, whose driver must be on the path. Leave screenshots in
 * {@code target}.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class QuickstartPageTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final ChromeDriver browser = start();

	@LocalServerPort
	private int port;

	@Autowired
	private LocalRouter router;

	private static ChromeDriver start() {
		LoggingPreferences log = new LoggingPreferences();
		log.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--window-size=1000,900");
		options.setCapability("goog:loggingPrefs", log);
		return new ChromeDriver(options);
	}

	@BeforeEach
	void open() {
		this.router.reset();
		this.browser.get("http://localhost:" + this.port);
		await((driver) -> !find("[name=model]").getText().isEmpty());
		this.router.reset();
	}

	@AfterEach
	void quit() {
		List<LogEntry> log = this.browser.manage().logs().get(LogType.BROWSER).getAll();
		this.browser.quit();
		this.router.reset();
		assertThat(log).isEmpty();
	}

	@Test
	void showsWhatWaitingIsWorth() throws IOException {
		this.router.enqueue(
				LocalAnswer.text("Idle chips wait\n  for you").servedOn("flex").reason("flex_won").cost(1200),
				LocalAnswer.text("At once").servedOn("default").reason("flex_deadline").cost(2400));
		find("[name=prompt]").sendKeys(Keys.ENTER);
		awaitText("#saved", "$0.001200");
		assertThat(find("#text").getDomProperty("textContent")).isEqualTo("Idle chips wait\n  for you");
		assertThat(find("#status").getText()).startsWith("Started after ");
		assertThat(find("#tier").getText()).isEqualTo("flex tier: it started in time");
		assertThat(find("#cost").getText()).isEqualTo("$0.001200");
		assertThat(find("#standard").getText()).isEqualTo("$0.002400");
		find("form button").click();
		awaitText("#tier", "default tier: the flex tier did not start in time");
		assertThat(find("#standard").getText()).isEqualTo("$0.002400");
		assertThat(find("#saved").getText()).isEqualTo("$0.000000");
		assertThat(this.browser.findElements(By.cssSelector("tbody tr"))).hasSize(2);
		assertThat(find("#cost-sum").getText()).isEqualTo("$0.003600");
		assertThat(find("#saved-sum").getText()).isEqualTo("$0.001200");
		assertThat(find("#simulated").getText()).startsWith("Answers, waits and costs are simulated.");
		showEachColorSchemeAndWidth();
	}

	private void showEachColorSchemeAndWidth() throws IOException {
		prefer("light");
		String light = find("body").getCssValue("background-color");
		screenshot("light");
		prefer("dark");
		assertThat(find("body").getCssValue("background-color")).isNotEqualTo(light);
		screenshot("dark");
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 340, "height", 900, "deviceScaleFactor", 1, "mobile", true));
		screenshot("narrow");
		assertThat(this.browser.executeScript("return document.documentElement.scrollWidth")).isEqualTo(340L);
	}

	@Test
	void showsTheWaitUntilItIsStopped() {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		find("form button").click();
		awaitText("#status", "Waiting for the flex tier…");
		String clock = find("#clock").getText();
		assertThat(clock).endsWith(" of 30.0 s");
		await((driver) -> !find("#clock").getText().equals(clock));
		RecordedRequest request = this.router.takeRequest();
		find("#stop").click();
		awaitText("#status", "Stopped. The call is cancelled.");
		assertThat(find("#stop").isEnabled()).isFalse();
		assertThat(request.outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void sendsWhatIsChosen() {
		select("format", "Anthropic Messages");
		select("model", "gpt-5-nano");
		select("startWithin", "1 minute");
		find("form button").click();
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.path()).endsWith("/messages");
		assertThat(request.json().path("model").stringValue()).isEqualTo("gpt-5-nano");
		assertThat(request.startWithin()).isEqualTo("00h-01m-00s");
		await(ExpectedConditions.visibilityOf(find("#result")));
	}

	@Test
	void modelThatDoesNotRaceDoesNotWait() {
		select("model", "claude-opus-4-8");
		assertThat(find("[name=startWithin]").getDomProperty("value")).isEqualTo("default");
		assertThat(find("optgroup").isEnabled()).isFalse();
		select("model", "gpt-5.5");
		assertThat(find("optgroup").isEnabled()).isTrue();
	}

	@Test
	void showsAFailure() {
		this.router.enqueue(LocalAnswer.error(429, "some_code").header("Retry-After", "7"));
		find("form button").click();
		awaitText("#status", "There are too many requests. Try again later. (some_code) Try again in 7 s.");
		assertThat(find("#stop").isEnabled()).isFalse();
	}

	@Test
	void everythingIsReachedByKeyboard() {
		find("[name=prompt]").click();
		List<String> order = List.of("format", "model", "startWithin", "");
		for (String name : order) {
			this.browser.switchTo().activeElement().sendKeys(Keys.TAB);
			WebElement focused = this.browser.switchTo().activeElement();
			assertThat(focused.getDomProperty("name")).isEqualTo(name);
			assertThat(focused.getCssValue("outline-style")).isEqualTo("solid");
		}
		this.browser.switchTo().activeElement().sendKeys(Keys.SPACE);
		await(ExpectedConditions.visibilityOf(find("#result")));
	}

	private WebElement find(String selector) {
		return this.browser.findElement(By.cssSelector(selector));
	}

	private void select(String name, String text) {
		new Select(find("[name=" + name + "]")).selectByVisibleText(text);
	}

	private void awaitText(String selector, String text) {
		await(ExpectedConditions.textToBe(By.cssSelector(selector), text));
	}

	private void await(ExpectedCondition<?> condition) {
		new WebDriverWait(this.browser, SOON, Duration.ofMillis(20)).until(condition);
	}

	private void prefer(String colorScheme) {
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
	}

	private void screenshot(String name) throws IOException {
		byte[] png = this.browser.getScreenshotAs(OutputType.BYTES);
		Files.write(Path.of("target", "page-" + name + ".png"), png);
	}

}
