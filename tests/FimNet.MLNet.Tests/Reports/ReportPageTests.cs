using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FimNet.MLNet.Reports;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public sealed partial class ReportPageTests
{
    [TestMethod]
    public void Nothing_on_the_page_comes_from_elsewhere() =>
        Assert.AreEqual("", string.Join('\n', Elsewhere().Matches(SampleReport.Html(SampleReport.Labelled())).Select(match => match.Value)));

    [TestMethod]
    public void The_policy_permits_the_pages_own_scripts_and_style_and_nothing_else()
    {
        string html = SampleReport.Html(SampleReport.Labelled());
        string Hashes(Regex blocks) => string.Join(
            ' ',
            blocks.Matches(html).Select(block => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(block.Groups[1].Value)))}'"));
        Assert.AreEqual(2, RunningScripts().Count(html));
        Assert.AreEqual(
            $"default-src 'none'; script-src {Hashes(RunningScripts())}; style-src {Hashes(Styles())}; img-src data:; base-uri 'none'; form-action 'none'",
            Policy().Match(html).Groups[1].Value);
    }

    [TestMethod]
    public void The_page_is_the_same_document_whatever_it_is_called()
    {
        string plain = SampleReport.Html(SampleReport.Of());
        string hostile = SampleReport.Html(SampleReport.Hostile());
        Assert.AreEqual(Tags(plain), Tags(hostile));
    }

    [TestMethod]
    public void Names_arrive_as_they_are()
    {
        using JsonDocument data = Data(SampleReport.Hostile());
        CollectionAssert.AreEqual(
            SampleReport.HostileNames,
            data.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("name").GetString()).ToArray());
    }

    [TestMethod]
    public void The_title_is_encoded()
    {
        string html = SampleReport.Html(SampleReport.Of() with { Title = "<b>\"Weave\" & more</b>" });
        StringAssert.Contains(html, "<title>&lt;b&gt;&quot;Weave&quot; &amp; more&lt;/b&gt;</title>", StringComparison.Ordinal);
        StringAssert.Contains(html, "<h1>&lt;b&gt;&quot;Weave&quot; &amp; more&lt;/b&gt;</h1>", StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_date_keeps_its_time_zone() => StringAssert.Contains(
        SampleReport.Html(SampleReport.Of()),
        "<time datetime=\"2025-11-24T09:05:00+01:00\">24 November 2025, 09:05 (+01:00)</time>",
        StringComparison.Ordinal);

    [TestMethod]
    public void What_is_not_known_is_null()
    {
        using JsonDocument data = Data(SampleReport.Unlabelled());
        JsonElement image = data.RootElement.GetProperty("images")[0];
        Assert.AreEqual(JsonValueKind.Null, image.GetProperty("isDefective").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, image.GetProperty("pValue").ValueKind);
    }

    [TestMethod]
    public void A_loss_that_is_no_number_is_null()
    {
        using JsonDocument data = Data(SampleReport.Labelled());
        Assert.AreEqual("[0.5,0.4,null,0.2]", data.RootElement.GetProperty("training")[0].GetProperty("reconstruction").GetRawText());
    }

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void A_score_that_is_no_number_is_named_and_nothing_is_written(double score)
    {
        using var writer = new StringWriter();
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => ReportPage.Write(writer, SampleReport.Of(SampleReport.Good("fine.png", 1), SampleReport.Good("odd.png", score))));
        StringAssert.Contains(exception.Message, "'odd.png'", StringComparison.Ordinal);
        Assert.AreEqual("", writer.ToString());
    }

    [TestMethod]
    public void A_threshold_that_is_no_number_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => SampleReport.Html(SampleReport.Of() with { Threshold = float.NaN }));

    [TestMethod]
    public void The_licence_of_the_charts_goes_with_them() => StringAssert.Contains(
        SampleReport.Html(SampleReport.Of()), "Copyright (c) 2022 Leon Sorokin", StringComparison.Ordinal);

    private static JsonDocument Data(ReportData data) => JsonDocument.Parse(DataBlock().Match(SampleReport.Html(data)).Groups[1].Value);

    private static string Tags(string html) => string.Join('\n', AnyTag().Matches(html).Select(tag => tag.Value));

    [GeneratedRegex("""(?:\b(?:src|href)\s*=\s*|url\(\s*)["']?(?:[a-z]+:)?//[^\s>]*|@import""", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("""<script(?: type="module")?>(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex RunningScripts();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Styles();

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")]
    private static partial Regex Policy();

    [GeneratedRegex("""<script id="report-data" type="application/json">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex("</?[a-z!][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex AnyTag();
}
