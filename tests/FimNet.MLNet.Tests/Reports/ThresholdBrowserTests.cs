using FimNet.MLNet.Reports;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public sealed class ThresholdBrowserTests
{
    private static ReportBrowser s_browser = null!;

    [ClassInitialize]
    public static async Task StartBrowser(TestContext context) => s_browser = await ReportBrowser.StartAsync();

    [ClassCleanup]
    public static async Task StopBrowser() => await s_browser.DisposeAsync();

    [TestMethod]
    public Task The_page_starts_at_the_models_threshold() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await ExpectCounts(page, found: 5, missed: 1, alarms: 1, passed: 3, "25.0 %", "16.7 %");
        await Expect(page.Locator("#threshold-value")).ToHaveValueAsync("0.35");
        await Expect(page.Locator("#verdict")).ToHaveTextAsync(
            "At threshold 0.35, 1 of 4 good images raise a false alarm (25.0 %), and 1 of 6 defects are missed (16.7 %).");
    });

    [TestMethod]
    public Task Arrow_keys_go_from_one_split_to_the_next() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator slider = page.Locator("#threshold-slider");
        await slider.PressAsync("ArrowRight");
        await ExpectCounts(page, found: 4, missed: 2, alarms: 1, passed: 3, "25.0 %", "33.3 %");
        await slider.PressAsync("ArrowRight");
        await ExpectCounts(page, found: 4, missed: 2, alarms: 0, passed: 4, "0.0 %", "33.3 %");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", await page.Locator("#verdict").InnerTextAsync());
        await slider.PressAsync("ArrowRight");
        await ExpectCounts(page, found: 2, missed: 4, alarms: 0, passed: 4, "0.0 %", "66.7 %");
    });

    [TestMethod]
    public Task The_ends_of_the_slider_call_every_image_defective_and_none() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await page.Locator("#threshold-slider").PressAsync("Home");
        await ExpectCounts(page, found: 6, missed: 0, alarms: 4, passed: 0, "100.0 %", "0.0 %");
        await page.Locator("#threshold-slider").PressAsync("End");
        await ExpectCounts(page, found: 0, missed: 6, alarms: 0, passed: 4, "0.0 %", "100.0 %");
    });

    [TestMethod]
    public Task A_score_equal_to_the_threshold_is_good() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await page.Locator("#threshold-value").FillAsync("0.6");
        await ExpectCounts(page, found: 2, missed: 4, alarms: 0, passed: 4, "0.0 %", "66.7 %");
        await page.Locator("#threshold-value").FillAsync("0.59999");
        await ExpectCounts(page, found: 4, missed: 2, alarms: 0, passed: 4, "0.0 %", "33.3 %");
        await Expect(page.Locator("#threshold-slider")).ToHaveValueAsync("6");
    });

    [TestMethod]
    public Task The_button_goes_back_to_the_models_threshold() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await page.Locator("#threshold-slider").FillAsync("9");
        await Expect(page.Locator("#true-positives")).ToHaveTextAsync("0");
        await page.Locator("#threshold-reset").ClickAsync();
        await Expect(page.Locator("#threshold-value")).ToHaveValueAsync("0.35");
        await Expect(page.Locator("#threshold-slider")).ToHaveValueAsync("4");
        await ExpectCounts(page, found: 5, missed: 1, alarms: 1, passed: 3, "25.0 %", "16.7 %");
    });

    [TestMethod]
    public Task Every_position_of_the_slider_is_a_split_of_its_own_however_close_the_scores()
    {
        float[] scores = [-0f, float.Epsilon, 0.3f, MathF.BitIncrement(0.3f), MathF.BitIncrement(MathF.BitIncrement(0.3f)), 0.5f, 0.5f, 1e9f];
        ReportData data = SampleReport.Of([.. scores.Select((score, i) => SampleReport.Defective($"{i}.png", "stain", score))]);
        return s_browser.VisitAsync(data, async page =>
        {
            int[] found = await page.Locator("#threshold-slider").EvaluateAsync<int[]>(
                """
                slider => [...Array(Number(slider.max) + 1).keys()].map(position => {
                  slider.value = position;
                  slider.dispatchEvent(new Event("input"));
                  return Number(document.getElementById("true-positives").textContent);
                })
                """);
            CollectionAssert.AreEqual(new[] { 8, 7, 6, 5, 4, 3, 1, 0 }, found);
        });
    }

    [TestMethod]
    public Task The_shown_number_splits_as_the_models_does()
    {
        float threshold = MathF.BitIncrement(0.3f);
        ReportData data = SampleReport.Of(SampleReport.Good("below.png", threshold), SampleReport.Defective("above.png", "stain", MathF.BitIncrement(threshold))) with
        {
            Threshold = threshold,
        };
        return s_browser.VisitAsync(data, async page =>
        {
            await ExpectCounts(page, found: 1, missed: 0, alarms: 0, passed: 1, "0.0 %", "0.0 %");
            string shown = await page.Locator("#threshold-value").InputValueAsync();
            await page.Locator("#threshold-value").FillAsync("0");
            await ExpectCounts(page, found: 1, missed: 0, alarms: 1, passed: 0, "100.0 %", "0.0 %");
            await page.Locator("#threshold-value").FillAsync(shown);
            await ExpectCounts(page, found: 1, missed: 0, alarms: 0, passed: 1, "0.0 %", "0.0 %");
        });
    }

    [TestMethod]
    public Task A_click_in_the_histogram_sets_the_threshold() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        string before = await HistogramAsync(page);
        await page.Locator("#histogram .u-over").ClickAsync();

        // The middle of the scores 0.1 to 0.8.
        await ExpectCounts(page, found: 4, missed: 2, alarms: 1, passed: 3, "25.0 %", "33.3 %");
        Assert.AreEqual(0.45, double.Parse(await page.Locator("#threshold-value").InputValueAsync(), null), 0.005);
        Assert.AreNotEqual(before, await HistogramAsync(page));
    });

    [TestMethod]
    public Task A_number_that_is_typed_decides_about_an_equal_score_as_the_model_does() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        // As doubles half of the scores would be above their own decimals: 0.6f is 0.6000000238.
        await page.Locator("#threshold-value").FillAsync("0.6");
        await ExpectCounts(page, found: 2, missed: 4, alarms: 0, passed: 4, "0.0 %", "66.7 %");
    });

    [TestMethod]
    public Task Scores_that_lie_close_together_can_be_told_apart_by_the_pointer() => s_browser.VisitAsync(
        SampleReport.Of(SampleReport.Good("a.png", 1.0400), SampleReport.Good("b.png", 1.0410), SampleReport.Defective("c.png", "dent", 1.0430), SampleReport.Defective("d.png", "dent", 1.0440)) with { Threshold = 1.04f },
        async page =>
        {
            await page.Locator("#histogram .u-over").ClickAsync();
            await ExpectCounts(page, found: 2, missed: 0, alarms: 0, passed: 2, "0.0 %", "0.0 %");
        });

    [TestMethod]
    [DataRow(0.10375, 1.245)]
    [DataRow(0.0104, 0.13)]
    [DataRow(0.0105, 0.21)]
    [DataRow(0.5, 5000)]
    public Task Scores_of_several_powers_of_ten_stand_on_a_logarithmic_axis(double lowest, double highest) => s_browser.VisitAsync(
        SampleReport.Of(SampleReport.Good("low.png", lowest), SampleReport.Defective("high.png", "dent", highest)) with { Threshold = (float)(2 * lowest) },
        async page =>
        {
            await Expect(page.Locator("#histogram canvas")).ToBeVisibleAsync();
            await ExpectCounts(page, found: 1, missed: 0, alarms: 0, passed: 1, "0.0 %", "0.0 %");
        });

    [TestMethod]
    public Task Kinds_of_defect_count_what_the_present_threshold_misses() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator missed = page.Locator("#defect-table tbody td:nth-child(3)");
        await Expect(missed).ToHaveTextAsync(["0 (0.0 %)", "1 (33.3 %)"]);
        await page.Locator("#threshold-value").FillAsync("0.65");
        await Expect(missed).ToHaveTextAsync(["2 (66.7 %)", "2 (66.7 %)"]);
    });

    [TestMethod]
    public Task The_worst_mistakes_follow_the_threshold() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator alarms = page.Locator("#worst-false-alarms .name"), misses = page.Locator("#worst-misses .name");
        await page.Locator("#threshold-value").FillAsync("0.15");
        await Expect(alarms).ToHaveTextAsync(["good 3.png", "good 1.png", "good 10.png"]);
        await Expect(misses).ToHaveCountAsync(0);
        await Expect(page.GetByText("None: every defective image scores above the threshold.")).ToBeVisibleAsync();
        await page.Locator("#threshold-value").FillAsync("0.5");
        await Expect(misses).ToHaveTextAsync(["stain 1.png", "scratch 1.png"]);
        await Expect(alarms).ToHaveCountAsync(0);
        await Expect(page.GetByText("None: no good image scores above the threshold.")).ToBeVisibleAsync();
    });

    [TestMethod]
    public Task Images_without_labels_have_no_mistakes() => s_browser.VisitAsync(SampleReport.Unlabelled(), async page =>
    {
        await Expect(page.Locator("#verdict")).ToHaveTextAsync("At threshold 0.35, 1 of 3 images count as defective (33.3 %).");
        await Expect(page.Locator("#outcome")).ToHaveCountAsync(0);
        await Expect(page.Locator("#worst-misses, #worst-false-alarms")).ToHaveCountAsync(0);
        await Expect(page.Locator("#worst-flagged .name")).ToHaveTextAsync(["c.png"]);
        await Expect(page.Locator("#histogram-legend")).Not.ToContainTextAsync("defective");
        await page.Locator("#gallery-filter").SelectOptionAsync("passed");
        await Expect(page.Locator("#gallery .name:visible")).ToHaveTextAsync(["b.png", "a.png"]);
    });

    [TestMethod]
    public Task A_rate_of_nothing_is_not_a_number() => s_browser.VisitAsync(SampleReport.Of(SampleReport.Good("good.png", 0.5)), async page =>
    {
        await ExpectCounts(page, found: 0, missed: 0, alarms: 1, passed: 0, "100.0 %", "–");
        await Expect(page.Locator("#verdict")).ToContainTextAsync("there are no defects to miss");
    });

    private static Task<string> HistogramAsync(IPage page) => page.Locator("#histogram canvas").EvaluateAsync<string>("canvas => canvas.toDataURL()");

    private static async Task ExpectCounts(IPage page, int found, int missed, int alarms, int passed, string alarmRate, string missRate)
    {
        await Expect(page.Locator("#true-positives")).ToHaveTextAsync($"{found}");
        await Expect(page.Locator("#false-negatives")).ToHaveTextAsync($"{missed}");
        await Expect(page.Locator("#false-positives")).ToHaveTextAsync($"{alarms}");
        await Expect(page.Locator("#true-negatives")).ToHaveTextAsync($"{passed}");
        await Expect(page.Locator("#false-alarm-rate")).ToHaveTextAsync(alarmRate);
        await Expect(page.Locator("#miss-rate")).ToHaveTextAsync(missRate);
    }
}
