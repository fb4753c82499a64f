using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public sealed class LayoutBrowserTests
{
    private const int PhoneWidth = 360;
    private static ReportBrowser s_browser = null!;

    [ClassInitialize]
    public static async Task StartBrowser(TestContext context) => s_browser = await ReportBrowser.StartAsync();

    [ClassCleanup]
    public static async Task StopBrowser() => await s_browser.DisposeAsync();

    [TestMethod]
    public Task The_page_has_a_section_for_everything_there_is() => s_browser.VisitAsync(SampleReport.Labelled(), page =>
        Expect(page.Locator("#sections a")).ToHaveTextAsync(
            ["Figures", "Threshold", "Look at these first", "Kinds of defect", "Curves", "All images", "Training", "Settings and versions"]));

    [TestMethod]
    public Task What_there_is_nothing_of_is_left_out() => s_browser.VisitAsync(SampleReport.Unlabelled(), async page =>
    {
        await Expect(page.Locator("#sections a")).ToHaveTextAsync(["Threshold", "Look at these first", "All images"]);
        await Expect(page.Locator("h2")).ToHaveTextAsync(["Threshold", "Look at these first", "All images"]);
    });

    [TestMethod]
    public Task Curves_without_points_are_left_out() => s_browser.VisitAsync(
        SampleReport.Of(SampleReport.Good("good.png", 0.1)) with { Curves = [new("PRO", "x", "y", [], [], 0.3)], Training = [new(1, [], [], [])] },
        page => Expect(page.Locator("#sections a")).ToHaveTextAsync(["Threshold", "Look at these first", "All images"]));

    [TestMethod]
    public Task A_report_of_nothing_says_so() => s_browser.VisitAsync(SampleReport.Of(), async page =>
    {
        await Expect(page.Locator("#verdict")).ToHaveTextAsync("No image was scored.");
        await Expect(page.Locator("section")).ToHaveCountAsync(0);
    });

    [TestMethod]
    public Task Figures_have_their_intervals_where_there_are_any() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await Expect(page.Locator("#figure-list .value")).ToHaveTextAsync(["0.8750", "–"]);
        await Expect(page.Locator("#figure-list .interval")).ToHaveTextAsync(["0.8000–0.9500"]);
        await Expect(page.Locator("#figures-note")).ToContainTextAsync("95 %");
    });

    [TestMethod]
    public Task Charts_say_in_words_what_they_show() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        string[] names = await page.GetByRole(AriaRole.Img).EvaluateAllAsync<string[]>("charts => charts.map(chart => chart.getAttribute('aria-label'))");
        CollectionAssert.AreEqual(
            new[]
            {
                "Histogram of scores. 4 good scores: lowest 0.1, median 0.25, highest 0.5. 6 defective scores: lowest 0.25, median 0.6, highest 0.8.",
                "Image ROC: detection rate against false-alarm rate. 0.5 at 0, 0.75 at 0.25, 1 at 1.",
                "PRO: overlap against false-positive rate. 0 at 0, 0.9 at 0.5, 1 at 1.",
                "Stage 1: reconstruction loss from 0.5 to 0.2, sparsity loss from 2 to 1 over 4 recorded steps.",
                "Stage 2: reconstruction loss from 0.2 to 0.1 over 2 recorded steps.",
            },
            names);
    });

    [TestMethod]
    public Task Charts_have_their_values_as_a_table() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator values = page.Locator("#training-list figure").First.Locator("details");
        await values.Locator("summary").PressAsync("Enter");
        await Expect(values.Locator("tbody tr:visible")).ToHaveTextAsync(["10.52", "20.41.5", "3–1.2", "40.21"]);
    });

    [TestMethod]
    public Task A_limit_of_integration_is_drawn_and_told() => s_browser.VisitAsync(SampleReport.Labelled(), page =>
        Expect(page.Locator("#curve-list .note")).ToHaveTextAsync(["Integration stops at false-positive rate 0.3; the shaded part does not count."]));

    [TestMethod]
    public Task Kinds_of_defect_are_sorted_by_their_headings() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator names = page.Locator("#defect-table tbody th"), headings = page.Locator("#defect-table thead th"), sorted = page.Locator("#defect-table [aria-sort]");
        await Expect(names).ToHaveTextAsync(["scratch", "stain"]);
        await headings.Nth(3).GetByRole(AriaRole.Button, new() { Name = "Image AuROC" }).PressAsync("Enter");
        await Expect(names).ToHaveTextAsync(["stain", "scratch"]);
        await Expect(headings.Nth(3)).ToHaveAttributeAsync("aria-sort", "ascending");
        await headings.Nth(3).GetByRole(AriaRole.Button).PressAsync("Enter");
        await Expect(names).ToHaveTextAsync(["scratch", "stain"]);
        await Expect(headings.Nth(3)).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(sorted).ToHaveCountAsync(1);
    });

    [TestMethod]
    public Task Losses_are_drawn_on_either_scale() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator button = page.Locator("#training-scale");
        await button.ScrollIntoViewIfNeededAsync();
        ILocator canvas = page.Locator("#training-list canvas").First;
        string logarithmic = await DrawnAsync(canvas);
        await button.PressAsync(" ");
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.AreNotEqual(logarithmic, await DrawnAsync(canvas));
    });

    [TestMethod]
    public Task A_phone_shows_long_names_without_scrolling_sideways() => s_browser.VisitAsync(SampleReport.Hostile(), NeedsNoScrolling, PhoneWidth);

    [TestMethod]
    public Task A_phone_shows_every_section_without_scrolling_sideways() => s_browser.VisitAsync(SampleReport.Labelled(), NeedsNoScrolling, PhoneWidth);

    [TestMethod]
    public Task The_page_and_its_charts_follow_the_scheme() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator canvas = page.Locator("#histogram canvas");
        string light = await DrawnAsync(canvas);
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(246, 247, 248)");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(18, 20, 23)");
        await page.WaitForFunctionAsync("before => document.querySelector('#histogram canvas').toDataURL() !== before", light);

        // Paper is light.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, Media = Media.Print });
        await page.WaitForFunctionAsync("before => document.querySelector('#histogram canvas').toDataURL() === before", light);
    });

    [TestMethod]
    public Task The_first_key_leads_past_the_header() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the content")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
    });

    private static Task<string> DrawnAsync(ILocator canvas) => canvas.EvaluateAsync<string>("canvas => canvas.toDataURL()");

    private static async Task NeedsNoScrolling(IPage page)
    {
        await page.Locator("#gallery-end").ScrollIntoViewIfNeededAsync();
        Assert.AreEqual(PhoneWidth, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
