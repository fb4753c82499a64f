using FimNet.MLNet.Regions;

namespace FimNet.MLNet.Tests.Regions;

[TestClass]
public sealed class ConnectedComponentsTests
{
    [TestMethod]
    [DataRow("#.#/.#./#.#", "1.1/.1./1.1")]
    [DataRow("##..#/....#/#..../##...", "11..2/....2/3..../33...")]
    [DataRow("#..#/#..#/####", "1..1/1..1/1111")]
    [DataRow("....", "....")]
    [DataRow("#", "1")]
    [DataRow("...#/#...", "...1/2...")]
    public void Touching_pixels_have_one_number(string picture, string expected)
    {
        string[] rows = picture.Split('/');
        bool[] isMember = [.. string.Concat(rows).Select(pixel => pixel == '#')];
        var labels = new int[isMember.Length];
        Array.Fill(labels, -1);
        int count = ConnectedComponents.Label(isMember, rows[0].Length, labels);
        Assert.AreEqual(expected, string.Join('/', labels.Chunk(rows[0].Length).Select(row => string.Concat(row.Select(label => label == 0 ? "." : $"{label}")))));
        Assert.AreEqual(labels.Max(), count);
    }

    [TestMethod]
    public void A_component_of_a_whole_large_picture_is_found_without_recursion()
    {
        var isMember = new bool[2000 * 2000];
        Array.Fill(isMember, true);
        var labels = new int[isMember.Length];
        Assert.AreEqual(1, ConnectedComponents.Label(isMember, 2000, labels));
        Assert.IsTrue(labels.All(label => label == 1));
    }
}
