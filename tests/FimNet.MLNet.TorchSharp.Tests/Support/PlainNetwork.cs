using FimNet.MLNet.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FimNet.MLNet.Tests;

/// <summary>
/// FIM-Net as a user of TorchSharp would write it down from Table I and Eqs. (2) to (10), with no thought of speed: an oracle and a baseline.
/// Sigmoid gates.
/// </summary>
internal sealed class PlainNetwork : nn.Module<Tensor, (Tensor Reconstruction, Tensor Attention)>
{
    private readonly Dictionary<string, nn.Module<Tensor, Tensor>> _layers = [];
    private readonly Parameter items;

    /// <param name="state">The state of a <see cref="FimNetwork"/>, which is copied.</param>
    public PlainNetwork(IDictionary<string, Tensor> state)
        : base(nameof(PlainNetwork))
    {
        for (int i = 1; i <= 6; i++)
        {
            ConvolutionLayer down = Encoder.Layers[i - 1];
            ConvolutionLayer up = Decoder.Layers[i - 1];
            _layers[$"encoder.conv{i}"] = nn.Conv2d(down.Inputs, down.Outputs, down.Kernel, down.Stride, down.Padding);
            _layers[$"decoder.deconv{i}"] = nn.ConvTranspose2d(up.Inputs, up.Outputs, up.Kernel, up.Stride, up.Padding);
            if (i is > 1 and < 6)
            {
                _layers[$"encoder.bn{i}"] = nn.BatchNorm2d(down.Outputs);
                _layers[$"decoder.bn{i}"] = nn.BatchNorm2d(up.Outputs);
            }
        }

        foreach (string gate in new[] { "forget", "input", "candidate" })
        {
            _layers[$"latent.fusion.{gate}"] = nn.Linear(1024, 512);
        }

        items = nn.Parameter(state["latent.memory.items"].detach().clone());
        register_parameter(nameof(items), items);
        foreach ((string name, nn.Module<Tensor, Tensor> layer) in _layers)
        {
            register_module(name.Replace('.', '_'), layer);
            layer.load_state_dict(layer.state_dict().Keys.ToDictionary(key => key, key => state[$"{name}.{key}"].detach().contiguous()));
        }
    }

    public override (Tensor Reconstruction, Tensor Attention) forward(Tensor patches)
    {
        Tensor code = Features(patches, 6)[5].flatten(1);
        Tensor similarity = nn.functional.normalize(code, dim: 1).mm(nn.functional.normalize(items, dim: 1).t());
        Tensor attention = similarity.softmax(1);
        Tensor excess = attention - 1.0 / items.shape[0];
        Tensor shrunk = excess.relu() * attention / (excess.abs() + 1e-12);
        Tensor total = shrunk.sum(new long[] { 1 }, keepdim: true);
        attention = where(total > 0, shrunk / total.clamp_min(1e-12), attention);
        Tensor both = cat([code, attention.mm(items)], 1);
        Tensor repaired = _layers["latent.fusion.forget"].call(both).sigmoid() * code
            + _layers["latent.fusion.input"].call(both).sigmoid() * _layers["latent.fusion.candidate"].call(both).tanh();

        Tensor x = _layers["decoder.deconv1"].call(repaired.reshape(-1, 512, 1, 1));
        for (int i = 2; i <= 5; i++)
        {
            x = nn.functional.relu(_layers[$"decoder.bn{i}"].call(_layers[$"decoder.deconv{i}"].call(x)));
        }

        return (_layers["decoder.deconv6"].call(x).tanh(), attention);
    }

    /// <summary>Outputs of the encoder's first layers.</summary>
    public Tensor[] Features(Tensor images, int layers)
    {
        var outputs = new Tensor[layers];
        Tensor x = images;
        for (int i = 1; i <= layers; i++)
        {
            x = _layers[$"encoder.conv{i}"].call(x);
            if (i is > 1 and < 6)
            {
                x = nn.functional.leaky_relu(_layers[$"encoder.bn{i}"].call(x), 0.2);
            }

            outputs[i - 1] = x;
        }

        return outputs;
    }
}
