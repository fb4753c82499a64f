using FimNet.MLNet.Reports;
using FimNet.MLNet.Tests.Imaging;

namespace FimNet.MLNet.Tests.Reports;

/// <summary>Reports written by hand, small enough to count every decision on paper.</summary>
internal static class SampleReport
{
    public static readonly string Picture = Pixel(10, 20, 30);

    public static readonly string Overlay = Pixel(200, 100, 0);

    /// <summary>Names that break out of a page that trusts them.</summary>
    public static readonly string[] HostileNames =
    [
        "</script><script>alert(1)</script>.png",
        "\"><img src=x onerror=alert(1)>.png",
        "' onmouseover='alert(1).png",
        "<!--<script>.png",
        "{{script}} & {{data}}.png",
        "Oberfläche 表面 🧵.png",
        "javascript:alert(1)",
        "line\u2028break.png",
    ];

    /// <summary>Four good images and six defective ones, around the threshold 0.35.</summary>
    public static ReportData Labelled() => Of(
        Good("good 2.png", 0.1),
        Good("good 10.png", 0.2),
        Good("good 1.png", 0.3),
        Good("good 3.png", 0.5),
        Defective("stain 1.png", "stain", 0.25),
        Defective("scratch 1.png", "scratch", 0.4),
        Defective("stain 2.png", "stain", 0.6),
        Defective("scratch 2.png", "scratch", 0.6),
        Defective("stain 3.png", "stain", 0.7),
        Defective("scratch 3.png", "scratch", 0.8)) with
    {
        Figures = [new("Image AuROC", 0.875, 0.8, 0.95, "How well scores part good from defective."), new("AuPRO", null, null, null, "Needs masks.")],
        Curves =
        [
            new("Image ROC", "false-alarm rate", "detection rate", [0, 0, 0.25, 0.25, 1], [0, 0.5, 0.5, 0.75, 1], null),
            new("PRO", "false-positive rate", "overlap", [1, 0.5, 0], [1, 0.9, 0], 0.3),
        ],
        Defects = [new("stain", 3, 0.75, 0.5, null, 0.25, 0.5), new("scratch", 3, 1, 0.9, 0.8, 0.7, null)],
        Training = [new(1, [1, 2, 3, 4], [0.5, 0.4, double.NaN, 0.2], [2, 1.5, 1.2, 1]), new(2, [1, 2], [0.2, 0.1], [0, 0])],
        Settings = [new("Image size", "256 x 256"), new("FimNet.MLNet", "0.1.0")],
    };

    public static ReportData Unlabelled() => Of(
        new ReportImage("a.png", "", null, 0.2f, null, Picture, Overlay, 0),
        new ReportImage("b.png", "", null, 0.3f, null, Picture, Overlay, 0),
        new ReportImage("c.png", "", null, 0.4f, 0.1f, Picture, Overlay, 1));

    /// <summary>Every text that can come from outside is hostile.</summary>
    public static ReportData Hostile()
    {
        string text = string.Concat(HostileNames);
        return new(
            text,
            Created,
            0.35f,
            0.95,
            [new(text, 0.5, 0.4, 0.6, text)],
            [.. HostileNames.Select((name, i) => new ReportImage(name, name, i % 2 == 0, 0.1f * i, 0.5f, Picture, Overlay, i))],
            [new(text, text, text, [0, 1], [0, 1], 0.3)],
            [.. HostileNames.Select(name => new ReportDefect(name, 1, 1, 1, 1, 1, 1))],
            [],
            [new(text, text)]);
    }

    public static ReportData Of(params ReportImage[] images) => new("Weave", Created, 0.35f, 0.95, [], images, [], [], [], []);

    public static ReportImage Good(string name, double score) => new(name, "good", false, (float)score, 0.5f, Picture, Overlay, 0);

    public static ReportImage Defective(string name, string defect, double score) => new(name, defect, true, (float)score, 0.01f, Picture, Overlay, 1);

    public static string Html(ReportData data)
    {
        using var writer = new StringWriter();
        ReportPage.Write(writer, data);
        return writer.ToString();
    }

    private static DateTimeOffset Created => new(2025, 11, 24, 9, 5, 0, TimeSpan.FromHours(1));

    private static string Pixel(byte red, byte green, byte blue) =>
        "data:image/png;base64," + Convert.ToBase64String(PngBytes.Write(1, 1, 8, PngBytes.Rgb, [red, green, blue]));
}
