using System.Buffers.Binary;
using FimNet.MLNet.Onnx;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>Mutations of a sound model's zip, of its graph and of its settings.</summary>
internal sealed class ModelCases
{
    private const int Seed = 20261124;

    private readonly byte[] _zip;
    private readonly byte[] _packed;
    private readonly ModelZip _entries;
    private readonly ModelProbe _probe;

    public ModelCases(byte[] zip)
    {
        _entries = new ModelZip(zip);
        _zip = zip;
        _packed = _entries.Pack();
        _probe = new ModelProbe();
    }

    public IEnumerable<CaseClass> All() =>
    [
        new("zip, bits flipped", 3000, i => _probe.Load(Flipped(_packed, Random(1, i)))),
        new("zip, headers and directory edited", 2000, i => _probe.Load(HeaderEdited(_packed, Random(2, i)))),
        new("zip, truncated", 1500, i => _probe.Load(_packed[..Random(3, i).Next(_packed.Length)])),
        new("zip, entries missing, swapped or replaced", 1000, i => _probe.Load(EntriesChanged(Random(4, i)))),
        new("graph, bytes flipped, digest right", 4000, i => _probe.Check(Flipped(_entries.Graph, Random(5, i)), _entries.Settings)),
        new("graph, structure flipped, digest right", 3000, i => _probe.Check(StructureFlipped(Random(6, i)), _entries.Settings)),
        new("graph, fields edited, digest right", 5000, i => _probe.Check(new GraphMutation(_entries.Graph, Random(7, i)).Apply(), _entries.Settings)),
        new("settings, edited, digest right", 3000, i => _probe.Check(_entries.Graph, SettingsMutation.Apply(_entries.Settings, Random(8, i)))),
        new("whole file, graph fields edited, digest right", 300, i => _probe.Load(_entries.WithGraph(new GraphMutation(_entries.Graph, Random(9, i)).Apply()).Pack())),
        new("the file as it was saved", 1, _ => _probe.Load(_zip) == Outcome.Accepted ? Outcome.Accepted : Outcome.Failed),
    ];

    private static Random Random(int group, int number) => new(unchecked(Seed + 7919 * group + 104_729 * number));

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        byte[] copy = [.. bytes];
        for (int left = random.Next(1, 9); left > 0; left--)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }

    /// <summary>Weights are nearly all of a graph: flips that must hit names, shapes and nodes are drawn where those are.</summary>
    private byte[] StructureFlipped(Random random)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(_entries.Graph);
        TensorProto[] large = [.. model.Graph.Initializer.Where(tensor => tensor.RawData.Length > 64)];
        int structure = _entries.Graph.Length - large.Sum(tensor => tensor.RawData.Length);
        byte[] copy = [.. _entries.Graph];
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            int place = random.Next(structure);
            copy[place < structure / 2 ? place : copy.Length - (structure - place)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }

    private static byte[] HeaderEdited(byte[] zip, Random random)
    {
        byte[] copy = [.. zip];
        int directory = copy.AsSpan().LastIndexOf("PK\x01\x02"u8);
        int first = copy.AsSpan().IndexOf("PK\x01\x02"u8);
        int place = random.Next(3) switch
        {
            0 => random.Next(0, 60),
            1 => random.Next(first, Math.Min(copy.Length - 4, directory + 46)),
            _ => random.Next(copy.Length - 22, copy.Length - 4),
        };
        uint value = random.Next(4) switch { 0 => 0, 1 => uint.MaxValue, 2 => int.MaxValue, _ => (uint)random.Next() };
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(place), value);
        return copy;
    }

    private byte[] EntriesChanged(Random random)
    {
        IReadOnlyList<string> names = _entries.Names;
        string one = names[random.Next(names.Count)];
        string other = names[random.Next(names.Count)];
        byte[] content = _entries[one];
        ModelZip changed = random.Next(4) switch
        {
            0 => _entries.Without(one),
            1 => _entries.With(one, _entries[other]).With(other, content),
            2 => _entries.With(one, content[..random.Next(content.Length + 1)]),
            _ => _entries.With(one, content.Length == 0 ? [1, 2, 3] : Flipped(content, random)),
        };
        return changed.Pack();
    }
}
